using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Assay.Offboarding;

/// <summary>Everything that an organisation holds here, as one archive: a file of JSON lines for each table, the bytes of each file, and what is in it.</summary>
internal sealed class ExportOrganization(Tenancy tenancy, DatabaseSources sources, ReadBlob blobs, TimeProvider clock)
{
    private static readonly JsonSerializerOptions _readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="Rows">Null where it is not a table.</param>
    /// <param name="Sha256">Of the file's bytes, so that anybody can tell later whether it is whole; null where the stored bytes are damaged.</param>
    private sealed record Listed(string File, long? Rows, string? Sha256);

    /// <param name="Columns">Empty where it is the whole table.</param>
    private sealed record Omitted(string Table, string[] Columns, string Why);

    /// <summary>Streams the archive. Nothing is held in memory but one row, or one chunk of a file.</summary>
    public async Task RunAsync(Actor actor, string name, Stream to, CancellationToken stop)
    {
        await RecordAsync(actor, stop);

        await using var snapshot = await OrganizationSnapshot.OpenAsync(sources.Owner, actor.Organization, stop);
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
        List<Listed> files = [await WriteAsync(zip, "members.jsonl", snapshot.MembersAsync(stop), stop)];

        foreach (var table in snapshot.Tables.Where(t => t.WhyNot is null).OrderBy(t => t.Name, StringComparer.Ordinal))
            files.Add(await WriteAsync(zip, $"tables/{table.Name}.jsonl", snapshot.RowsAsync(table, stop), stop));

        await foreach (var file in FilesAsync(actor, zip, stop)) files.Add(file);

        await using var manifest = await zip.CreateEntry("manifest.json").OpenAsync(stop);
        await JsonSerializer.SerializeAsync(manifest, new
        {
            organization = actor.Organization.Value,
            name,
            exportedAt = clock.GetUtcNow(),
            leftOut = LeftOut(snapshot.Tables),
            files,
        }, _readable, stop);
    }

    /// <summary>What stands here and not in the archive, so that nobody has to find out by its absence.</summary>
    private static IEnumerable<Omitted> LeftOut(IReadOnlyList<TenantTable> tables) =>
    [
        new("user_account", [], "How its people sign in is theirs, and goes with them to other organisations; who they are stands in members.jsonl."),
        .. tables.Where(t => t.WhyNot is not null).OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => new Omitted(t.Name, [], t.WhyNot!)),
        .. tables.Where(t => t is { WhyNot: null, Secret: not [] }).OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new Omitted(t.Name, t.Secret, "Opens a door, or is sealed under keys of this installation and cannot be opened elsewhere.")),
        .. tables.Where(t => t is { WhyNot: null, Computed: not [] }).OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new Omitted(t.Name, t.Computed, "The database computes it from the other columns.")),
    ];

    /// <summary>Before the first byte, in a transaction of its own: that somebody took everything is known also where the download broke off.</summary>
    private async Task RecordAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        db.Record(actor, "organization.exported", $"organization/{actor.Organization}", new { });
        await db.CommitAsync(stop);
    }

    /// <summary>Evidence and whatever else was uploaded, named by its digest as the tables name it.</summary>
    private async IAsyncEnumerable<Listed> FilesAsync(Actor actor, ZipArchive zip, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        await foreach (var blob in db.Set<Blob>().AsNoTracking().OrderBy(b => b.Digest).AsAsyncEnumerable().WithCancellation(stop))
        {
            var whole = await blobs.FaultAsync(blob, stop) is null;

            if (whole)
            {
                await using var content = await blobs.OpenAsync(blob, stop);
                await using var entry = await zip.CreateEntry($"files/{blob.Digest}", CompressionLevel.Fastest).OpenAsync(stop);
                await content.CopyToAsync(entry, stop);
            }

            yield return new($"files/{blob.Digest}", null, whole ? blob.Digest : null);
        }
    }

    private static async Task<Listed> WriteAsync(ZipArchive zip, string file, IAsyncEnumerable<string> rows, CancellationToken stop)
    {
        await using var entry = await zip.CreateEntry(file, CompressionLevel.Fastest).OpenAsync(stop);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0L;

        await foreach (var row in rows)
        {
            var line = Encoding.UTF8.GetBytes(row + "\n");
            digest.AppendData(line);
            await entry.WriteAsync(line, stop);
            count++;
        }

        return new(file, count, Convert.ToHexStringLower(digest.GetCurrentHash()));
    }
}
