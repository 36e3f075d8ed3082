namespace Assay.Statistics.Tables;

/// <summary>A file that cannot be read as it stands. The message names file, line and column, as compilers do.</summary>
public sealed class BadTableException(string path, long line, string? column, string problem)
    : Exception($"{Path.GetFileName(path)}{(line > 0 ? $":{line}" : "")}: {(column is null ? "" : $"{column}: ")}{problem}")
{
    public long Line => line;

    public string? Column => column;
}
