namespace Assay.Ledger;

/// <summary>What does not hold, the first first. After some it is no longer worth counting.</summary>
public sealed class Findings
{
    public const int Most = 20;

    private readonly List<string> _list = [];

    public IReadOnlyList<string> List => _list;

    public bool IsGood => _list.Count == 0;

    public bool IsFull => _list.Count >= Most;

    public void Add(string finding)
    {
        if (_list.Count < Most) _list.Add(finding);
        else if (_list.Count == Most) _list.Add("There is more; only the first are named.");
    }
}
