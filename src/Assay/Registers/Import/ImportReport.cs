namespace Assay.Registers;

/// <summary>What a file would do to a register. Where anything is wrong, it does nothing at all.</summary>
/// <param name="Problem">Why the file as a whole cannot be taken, or null.</param>
/// <param name="Bad">What is wrong, by line and field; the first of them where there are very many.</param>
/// <param name="BadRows">How many rows have something wrong.</param>
/// <param name="NotKept">Headings that this register has no column for.</param>
public sealed record ImportReport(
    string? Problem, int Added, int Changed, int Unchanged, IReadOnlyList<BadField> Bad, int BadRows, IReadOnlyList<string> NotKept)
{
    public const int MaxBadShown = 200;

    public static ImportReport Unreadable(string problem) => new(problem, 0, 0, 0, [], 0, []);

    public bool IsGood => Problem is null && BadRows == 0;

    public int Rows => Added + Changed + Unchanged + BadRows;
}

/// <param name="Line">Where a person finds it in the file.</param>
/// <param name="Field">The heading, or nothing where the whole row is wrong.</param>
public sealed record BadField(int Line, string Field, string Value, string Message);
