using Assay.Bench;

// dotnet run --project bench/Assay.Bench -c Release -- NAME      exits 1 where a bar is missed
var benches = new Dictionary<string, Func<CancellationToken, IAsyncEnumerable<Figure>>>
{
    ["catalog"] = CatalogBench.RunAsync,
    ["gap"] = GapBench.RunAsync,
    ["pages"] = PagesBench.RunAsync,
    ["tenancy"] = TenancyBench.RunAsync,
    ["ledger"] = LedgerBench.RunAsync,
    ["scim"] = ScimBench.RunAsync,
    ["registry"] = RegistryBench.RunAsync,
    ["drift"] = DriftBench.RunAsync,
    ["lineage"] = LineageBench.RunAsync,
    ["drift-memory"] = DriftMemoryBench.RunAsync,
};

if (args is not [var name] || (name != "all" && !benches.ContainsKey(name)))
{
    await Console.Error.WriteLineAsync($"usage: bench NAME, where NAME is one of {string.Join(", ", benches.Keys)}, all");
    return 2;
}

var missed = false;

foreach (var run in benches.Where(b => name == "all" || b.Key == name).Select(b => b.Value))
{
    await foreach (var figure in run(CancellationToken.None))
    {
        Console.WriteLine(figure.ToJson());
        missed |= !figure.Ok;
    }
}

return missed ? 1 : 0;
