using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Evidence;

/// <summary>What is in a pack, for a person and for a program. The page works from a file and runs nothing.</summary>
internal static class PackIndex
{
    public const string ReadMe = """
        Evidence of a company that runs Assay, each file with proof of when it was filed and that a second person accepted it.

        index.html            what is here, to look through; index.json is the same for programs
        files/                the files. Those that a browser might run (HTML, SVG, XML, mail) have .txt behind their names; their
                              bytes are as they came
        ledger/entries/       for each file the ledger's entries about it, each with its proof of inclusion (C2SP tlog-proof)
        checkpoint            the signed checkpoint to which those proofs lead (C2SP tlog-checkpoint)
        SHA256SUMS            digests of all of these
        manifest.json         the same with sizes, and which proof speaks of which file
        ledger/pack.tlog-proof   the entry that tells of this pack, with its proof; it names the digest of manifest.json
        ledger/keys           the log's public key, and the notes by which each key names the next

        Verify it, offline:    assay verify PACK.zip [--key KEY]

        Without Assay:
          1. unzip it, and in its folder:  sha256sum -c SHA256SUMS
          2. sha256sum manifest.json; the second line of ledger/pack.tlog-proof behind "extra " is an entry in base64,
             and its manifest_sha256 is that digest:   sed -n 's/^extra //p' ledger/pack.tlog-proof | base64 -d
          3. any C2SP tool (such as Go's golang.org/x/mod/sumdb/note and tlog) opens the checkpoint at the end of each .tlog-proof
             with the key in ledger/keys, and checks that the hash of the entry (RFC 6962) is in the tree.
        Compare the first line of ledger/keys with the key that the company gave you by another way.

        A spreadsheet may take a cell of a CSV file for a formula. The files are given as they came: open them as text.

        """;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private static readonly HtmlEncoder _html = HtmlEncoder.Default;

    public static byte[] Json(PackEvidence.Company company, PackEvidence.Query query, IReadOnlyList<PackedFile> files) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Format = "assay evidence index v1",
        Company = company.Name,
        Sample = company.IsSample,
        query.From,
        query.To,
        query.Control,
        Files = files.Select(f => new
        {
            f.Path,
            f.Title,
            f.Controls,
            f.Kind,
            f.Type,
            f.CoversFrom,
            f.CoversTo,
            Evidence = f.Id,
            Version = f.Number,
            f.FileName,
            f.Size,
            Sha256 = f.Digest,
            f.Source,
            f.Collector,
            f.AddedAt,
            f.AcceptedBy,
            f.AcceptedAt,
            Proofs = f.Entries.Select(PackPaths.ProofOf),
        }),
    }, _json);

    public static string Html(PackEvidence.Company company, PackEvidence.Query query, IReadOnlyList<PackedFile> files)
    {
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Evidence of {{E(company.Name)}}</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; color: #1a1f2b; background: #fff; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
            article { border-top: 1px solid #d5d9e0; padding: .75rem 0 } h2 { font-size: 1.05rem; margin: 0 } p { margin: .2rem 0 }
            code { font-size: .85em; overflow-wrap: anywhere } a { color: #0b4fb3 } .quiet { color: #55606e }
            </style></head><body><main>
            <h1>Evidence of {{E(company.Name)}}</h1>
            {{(company.IsSample ? "<p><strong>SAMPLE: this company does not exist.</strong></p>" : "")}}
            <p>Files: {{files.Count}}. {{E(Scope(query))}} Each was accepted by a second person. How to verify all of it is in <a href="README.txt">README.txt</a>.</p>

            """);

        foreach (var file in files) page.Append(Article(file));
        return page.Append("</main></body></html>\n").ToString();
    }

    private static string Article(PackedFile file) => $"""
        <article><h2>{E(file.Title)}</h2>
        <p><a href="{E(file.Path)}" download="{E(Path.GetFileName(file.Path))}">{E(Path.GetFileName(file.Path))}</a> <span class="quiet">came as {E(file.FileName)}, {E(EvidenceWords.Size(file.Size))}</span></p>
        <p>Controls: {E(file.Controls is [] ? "none" : string.Join(", ", file.Controls))}. Covers {E(EvidenceWords.Period(file.CoversFrom, file.CoversTo ?? DateOnly.MaxValue))}{E(file.Type is "" ? "" : $". Type {file.Type}")}.</p>
        <p>Version {file.Number}, filed {file.AddedAt:yyyy-MM-dd HH:mm} UTC ({E(file.Collector)}), accepted {file.AcceptedAt:yyyy-MM-dd HH:mm} UTC by {E(file.AcceptedBy)}.</p>
        <p class="quiet">SHA-256 <code>{file.Digest}</code>. Proofs: {string.Join(", ", file.Entries.Select((e, i) => $"<a href=\"{PackPaths.ProofOf(e)}\" download>{i + 1}</a>"))}</p></article>

        """;

    private static string Scope(PackEvidence.Query query) => (query.From, query.To, query.Control) switch
    {
        (null, null, null) => "All that was accepted.",
        var (from, to, control) => $"Only what covers {(from is null && to is null ? "any day" : $"days {(from is null ? "" : $"from {from:yyyy-MM-dd} ")}{(to is null ? "" : $"to {to:yyyy-MM-dd}")}".TrimEnd())}{(control is null ? "" : $" and serves {control}")}.",
    };

    private static string E(string text) => _html.Encode(text);
}
