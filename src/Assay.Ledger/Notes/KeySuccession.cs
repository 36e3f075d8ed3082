namespace Assay.Ledger;

/// <summary>
/// A key hands over to the next: the old one signs the new, and the new signs as well, which shows that somebody has it.
/// From the first key, whose owner one knows, the chain leads to whichever signs now.
/// </summary>
public sealed record KeySuccession(string Origin, VerifierKey Next)
{
    private const string _title = "assay key succession v1";

    public string Text => $"{_title}\n{Origin}\n{Next}\n";

    public static string Sign(string origin, SignerKey old, SignerKey next) => SignedNote.Sign(new KeySuccession(origin, next.Verifier).Text, old, next);

    /// <param name="first">The key from which on one trusts.</param>
    /// <param name="successions">Signed notes, oldest first.</param>
    /// <returns>Every key that ever signed for the log, the present one last; null where a link of the chain does not hold.</returns>
    public static IReadOnlyList<VerifierKey>? Chain(string origin, VerifierKey first, IEnumerable<string> successions)
    {
        List<VerifierKey> chain = [first];

        foreach (var note in successions)
        {
            if (!SignedNote.TryParse(note, out var signed) || Read(signed.Text) is not { } link || link.Origin != origin) return null;
            if (signed.SignedBy([chain[^1], link.Next]).Count != 2) return null;
            chain.Add(link.Next);
        }

        return chain;
    }

    private static KeySuccession? Read(string text) =>
        text.Split('\n') is [_title, var origin, var key, ""] && VerifierKey.TryParse(key, out var next) ? new(origin, next) : null;
}
