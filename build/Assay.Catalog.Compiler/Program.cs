using Assay.Catalog.Source;

if (args is not [var folder, var output])
{
    await Console.Error.WriteLineAsync("usage: Assay.Catalog.Compiler CATALOG-FOLDER OUTPUT-FILE");
    return 2;
}

var source = CatalogSource.Read(folder);
foreach (var fault in source.Faults)
    await Console.Error.WriteLineAsync($"{Path.Combine(folder, fault.File)}({Math.Max(fault.Line, 1)}): error CATALOG: {fault.Place} {fault.Message}");
if (source.Faults.Count > 0) return 1;

Directory.CreateDirectory(Path.GetDirectoryName(output)!);

// Two projects may compile it at the same time: each writes a file of its own, and the move is whole or not at all.
var written = $"{output}.{Environment.ProcessId}";
await using (var file = File.Create(written)) source.Compile(file);
File.Move(written, output, overwrite: true);
return 0;
