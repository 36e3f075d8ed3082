using Assay.Proofs;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Ledger;

/// <summary>What an administrator of the database may try, each found by the server's own check and by whoever verifies an export.</summary>
public sealed class TamperTests(TestCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string _third = "(select entry_id from ledger_position where sequence = 3)";

    public static TheoryData<string, string, string> Ways => new()
    {
        { "the text is edited", $"update ledger_entry set text = replace(text, '\"subject\":\"', '\"subject\":\"x') where entry_id = {_third}", "Entry 3 is not the one that was numbered" },
        { "a column beside it is edited", $"update ledger_entry set actor = 'user/somebody-else' where entry_id = {_third}", "Entry 3: the column actor says 'user/somebody-else'" },
        { "it is deleted", $"delete from ledger_entry where entry_id = {_third}", "Entry 3 was deleted" },
        { "one is inserted", "insert into ledger_entry (organization_id, entry_id, kind, occurred_at, recorded_at, actor, subject, text) select organization_id, gen_random_uuid(), kind, occurred_at, recorded_at, actor, subject, text from ledger_entry limit 1", "stands in the table and was never numbered" },
        { "two change places", "with p as (select sequence, entry_id from ledger_position where sequence in (3, 5)), d as (delete from ledger_position where sequence in (3, 5) returning organization_id, sequence, entry_id) select 1 from d", "" },
        { "the head is replaced", "update ledger_checkpoint set note = replace(note, chr(10) || chr(10), 'x' || chr(10) || chr(10)) where size = (select max(size) from ledger_checkpoint)", "checkpoint" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Tampering_is_found_and_named(string what, string sql, string finding)
    {
        await using Product product = new(cluster);
        await product.InitializeAsync();
        await product.RecordAsync(8);
        await product.NumberedAsync();
        Assert.Empty(await FindingsAsync(product));
        await product.NumberedAsync();

        if (what == "two change places")
        {
            await product.TamperAsync("update ledger_position set sequence = sequence + 1000 where sequence in (3, 5)");
            await product.TamperAsync("update ledger_position set sequence = case sequence when 1003 then 5 else 3 end where sequence in (1003, 1005)");
            finding = "Entry 3 was moved: it was numbered 5";
        }
        else
        {
            await product.TamperAsync(sql);
        }

        product.Clock.Advance(TimeSpan.FromMinutes(1));
        var export = await product.ExportAsync();
        var verified = await Cli.AssayProgram.RunAsync(["verify", export]);
        var found = await FindingsAsync(product);
        File.Delete(export);

        Assert.Contains(found, f => f.Contains(finding, StringComparison.Ordinal));
        Assert.Equal(1, verified.Exit);
        Assert.Contains(finding, verified.Output, StringComparison.Ordinal);

        var page = await product.Browser().GetStringAsync("/ledger", Stop);
        Assert.Contains("The log is not as it was written.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_nobody_touched_verifies_and_one_flipped_byte_does_not()
    {
        await using Product product = new(cluster);
        await product.InitializeAsync();
        await product.RecordAsync(300);
        await product.NumberedAsync();

        var export = await product.ExportAsync();
        var folder = Directory.CreateTempSubdirectory("assay-log-").FullName;
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(export, folder, Stop);

        var good = await Cli.AssayProgram.RunAsync(["verify", export]);
        Assert.True(good.Exit == 0, good.Output + good.Errors);
        Assert.Equal(0, (await Cli.AssayProgram.RunAsync(["verify", folder])).Exit);

        var random = new Random(7);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(p => Path.GetFileName(p) is not ("README.txt" or "checkpoints.jsonl")))
        {
            var content = await File.ReadAllBytesAsync(path, Stop);
            var changed = content.ToArray();
            changed[random.Next(changed.Length)] ^= 1;
            await File.WriteAllBytesAsync(path, changed, Stop);

            using (var files = Assay.Ledger.PackFiles.Open(folder))
            {
                var verdict = Assay.Ledger.VerifyLog.Run(files);
                Assert.False(verdict.Holds, $"{path} was changed and nothing was found");
            }

            await File.WriteAllBytesAsync(path, content, Stop);
        }

        File.Delete(export);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_no_log_is_refused_with_words()
    {
        var folder = Directory.CreateTempSubdirectory("assay-none-").FullName;
        var answer = await Cli.AssayProgram.RunAsync(["verify", folder]);

        Assert.Equal(2, answer.Exit);
        Assert.Contains("There is no log here", answer.Errors, StringComparison.Ordinal);
        Directory.Delete(folder);
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(Product product) =>
        (await product.Services.GetRequiredService<CheckLog>().RunAsync(product.Actor!, Stop)).Findings;
}
