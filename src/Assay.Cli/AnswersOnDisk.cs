using System.Text;
using Assay.Catalog;
using Assay.Catalog.Interview;
using Assay.Catalog.Source;

namespace Assay.Cli;

/// <summary>The answers file of one interview. Whatever kills the program, the file is the last whole one.</summary>
internal sealed class AnswersOnDisk(CatalogLibrary catalog, string path)
{
    private string _remarks = "";

    public string Path => path;

    /// <summary>Null until the company is known.</summary>
    public AnswerSheet? Sheet { get; private set; }

    /// <returns>Whether the file can be gone on with: it is sound, or not there yet.</returns>
    public bool TryRead(out IReadOnlyList<Fault> faults)
    {
        faults = [];
        if (!File.Exists(path)) return true;

        (Sheet, faults) = AnswersFile.Read(catalog, path);
        if (Sheet is null) return false;

        _remarks = string.Concat(File.ReadLines(path).TakeWhile(line => line.StartsWith('#') || line.Length == 0).Select(line => line + "\n"));
        return true;
    }

    public void Save(AnswerSheet sheet)
    {
        Sheet = sheet;
        OutputFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            text.Write(_remarks);                                          // what people wrote above the first key stays there
            AnswersYaml.Write(catalog, sheet, text);
        });
    }
}
