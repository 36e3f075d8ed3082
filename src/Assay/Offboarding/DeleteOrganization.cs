using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Blobs;
using Assay.Organizations;
using Npgsql;

namespace Assay.Offboarding;

/// <summary>Removes an organisation whole: every row, its ledger too, and the accounts of people who belong to no other. What stays is a receipt.</summary>
/// <remarks>
/// One transaction, as the owner of the schema: the application itself may not remove a ledger entry, and this is the only place
/// where one goes. Either all of it is gone and the receipt is there, or nothing happened. Files go after the commit: until then
/// they may still be needed, and afterwards nobody can open them, because their keys went with the rows.
/// </remarks>
internal sealed class DeleteOrganization(DatabaseSources sources, IBlobPlace files, TimeProvider clock)
{
    public sealed record Request
    {
        [Required, StringLength(Organization.LongestName)]
        public string Name { get; init; } = "";

        [Required, StringLength(DeletionReceipt.LongestReason, MinimumLength = 10)]
        public string Reason { get; init; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Deleted(DeletionReceipt Receipt) : Outcome;

        /// <summary>What was typed is not the organisation's name, so it is not clear that it is meant.</summary>
        public sealed record NameDiffers : Outcome;

        /// <summary>Another owner was faster.</summary>
        public sealed record Gone : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        await using var connection = await sources.Owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var organization = actor.Organization.Value;

        if (await AskAsync(connection, "select name from organization where id = $1 for update", stop, organization) is not string name) return new Outcome.Gone();
        if (request.Name.Trim() != name) return new Outcome.NameDiffers();

        await AskAsync(connection, "select set_tenant($1)::text", stop, organization);
        var people = (Guid[])(await AskAsync(connection, "select array(select user_id from membership where organization_id = $1)", stop, organization))!;
        var (entries, digest) = await LedgerAsync(connection, organization, stop);
        var counts = await EmptyAsync(connection, organization, stop);

        counts["user_account"] = await RunAsync(connection, "delete from user_account u where u.id = any($1) and not exists (select from membership m where m.user_id = u.id)", stop, people);
        await RunAsync(connection, "delete from organization where id = $1", stop, organization);

        var receipt = new DeletionReceipt(organization, name, actor.UserId, request.Reason.Trim(), clock, JsonSerializer.Serialize(counts), entries, digest);
        await KeepAsync(connection, receipt, stop);
        await transaction.CommitAsync(stop);
        await foreach (var (place, _) in files.ListAsync($"{actor.Organization}", stop)) await files.RemoveAsync(place, stop);

        return new Outcome.Deleted(receipt);
    }

    private static async Task<SortedDictionary<string, long>> EmptyAsync(NpgsqlConnection connection, Guid organization, CancellationToken stop)
    {
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

        foreach (var table in await TenantTable.ListAsync(connection, stop))
            counts[table.Name] = await RunAsync(connection, $"delete from \"{table.Name}\" where organization_id = $1", stop, organization);

        return counts;
    }

    /// <returns>How many entries there were, and the digest of the file in which an export at this moment would hold them.</returns>
    private static async Task<(long Entries, string Digest)> LedgerAsync(NpgsqlConnection connection, Guid organization, CancellationToken stop)
    {
        var ledger = (await TenantTable.ListAsync(connection, stop)).Single(t => t.Name == "ledger_entry");
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var entries = 0L;

        await foreach (var row in OrganizationSnapshot.RowsAsync(connection, ledger, organization, stop))
        {
            digest.AppendData(Encoding.UTF8.GetBytes(row + "\n"));
            entries++;
        }

        return (entries, Convert.ToHexStringLower(digest.GetCurrentHash()));
    }

    private static Task<int> KeepAsync(NpgsqlConnection connection, DeletionReceipt receipt, CancellationToken stop) => RunAsync(connection, """
        insert into deletion_receipt (id, deleted_organization, name, deleted_at, deleted_by, reason, counts, ledger_entries, ledger_digest)
        values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)
        """, stop, receipt.Id, receipt.DeletedOrganization, receipt.Name, receipt.DeletedAt, receipt.DeletedBy, receipt.Reason, receipt.Counts, receipt.LedgerEntries, receipt.LedgerDigest);

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync(stop);
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(stop);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
