using System.Text.Json;

namespace Assay.Ledger;

/// <summary>What an evidence pack holds. Its own SHA-256 stands in the ledger entry that tells of the pack.</summary>
/// <param name="Files">Every file but the manifest and those below <c>ledger/</c>.</param>
/// <param name="Proofs">Proofs below <c>ledger/entries/</c>, each with the file that it vouches for, where it does.</param>
public sealed record PackManifest(string Format, DateTimeOffset CreatedAt, IReadOnlyList<PackManifest.File> Files, IReadOnlyList<PackManifest.EntryProof> Proofs)
{
    public const string FormatOne = "assay pack v1";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="Sha256">In lower-case hexadecimal, as <c>sha256sum</c> prints it.</param>
    public sealed record File(string Path, long Size, string Sha256);

    /// <param name="Sha256">Of the proof file.</param>
    /// <param name="File">The path of the file whose SHA-256 the entry's body names; null where the entry is about no file.</param>
    public sealed record EntryProof(string Path, string Sha256, string? File);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    public static PackManifest? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<PackManifest>(bytes, _json) is { Format: FormatOne } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
