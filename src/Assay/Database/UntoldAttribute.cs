namespace Assay.Database;

/// <summary>On a row that may be committed without a ledger entry, because it says nothing about the company.</summary>
/// <param name="because">Why an auditor does not miss it. The tests list every use.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UntoldAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}
