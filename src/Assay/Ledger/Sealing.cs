using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Ledger;

/// <summary>Words as an entry keeps them: sealed under the key of what they are about, so that they can be made unreadable and the entry stays.</summary>
/// <param name="Under">The subject whose key opens them.</param>
/// <param name="Sealed">Nonce, ciphertext and tag of AES-256-GCM, in base64.</param>
public sealed record SealedText(string Under, string Sealed);

/// <summary>Seals what people type before it enters the ledger, and names what must be recognised again by a keyed hash.</summary>
public sealed class Sealing(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>The key of hashes belongs to the organisation as a whole.</summary>
    private const string _pseudonyms = "organization/pseudonyms";

    private readonly IDataProtector _protector = protection.CreateProtector("Assay.Ledger.SubjectKey");

    /// <param name="subject">Whom or what the words are about, as the entry names it.</param>
    /// <returns>Null for no words.</returns>
    public async Task<SealedText?> SealAsync(AssayDb db, string subject, string? words, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(words)) return null;

        using var aes = new AesGcm(await KeyAsync(db, subject, stop), AesGcm.TagByteSizes.MaxSize);
        var plain = Encoding.UTF8.GetBytes(words);
        var sealedBytes = new byte[AesGcm.NonceByteSizes.MaxSize + plain.Length + AesGcm.TagByteSizes.MaxSize];
        var (nonce, text, tag) = Parts(sealedBytes);

        RandomNumberGenerator.Fill(nonce.Span);
        aes.Encrypt(nonce.Span, plain, text.Span, tag.Span, Encoding.UTF8.GetBytes(subject));

        return new(subject, Convert.ToBase64String(sealedBytes));
    }

    /// <returns>The words; null where the key was destroyed.</returns>
    public async Task<string?> OpenAsync(AssayDb db, SealedText text, CancellationToken stop)
    {
        var key = await db.Set<SubjectKey>().AsNoTracking().FirstOrDefaultAsync(k => k.Subject == text.Under, stop);
        return key?.Sealed is { } bytes ? Open(text, _protector.Unprotect(bytes)) : null;
    }

    /// <summary>Many at once, for lists.</summary>
    /// <returns>One for each, in the same order; null where there were no words, or the key was destroyed.</returns>
    public async Task<IReadOnlyList<string?>> OpenAsync(AssayDb db, IReadOnlyList<SealedText?> texts, CancellationToken stop)
    {
        var subjects = texts.OfType<SealedText>().Select(t => t.Under).Distinct().ToArray();
        var keys = (await db.Set<SubjectKey>().AsNoTracking().Where(k => subjects.Contains(k.Subject) && k.Sealed != null).ToListAsync(stop)).ToDictionary(k => k.Subject, k => _protector.Unprotect(k.Sealed!));

        return [.. texts.Select(t => t is not null && keys.TryGetValue(t.Under, out var key) ? Open(t, key) : null)];
    }

    private static string Open(SealedText text, byte[] key)
    {
        using var aes = new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
        var (nonce, cipher, tag) = Parts(Convert.FromBase64String(text.Sealed));
        var plain = new byte[cipher.Length];
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, Encoding.UTF8.GetBytes(text.Under));

        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>The same value gives the same name within one organisation, and nobody without its key can try values.</summary>
    public async Task<string> PseudonymAsync(AssayDb db, string value, CancellationToken stop) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(await KeyAsync(db, _pseudonyms, stop), Encoding.UTF8.GetBytes(value.Trim().ToLowerInvariant())));

    private async Task<byte[]> KeyAsync(AssayDb db, string subject, CancellationToken stop)
    {
        if (await FindAsync(db, subject, stop) is { } there) return there;

        // Two may need it first at once; the second takes what the first made.
        await using var command = db.Command("""
            insert into subject_key (organization_id, subject, sealed, created_at) values ($1, $2, $3, $4)
            on conflict (organization_id, subject) do nothing
            """, db.Organization.Value, subject, _protector.Protect(RandomNumberGenerator.GetBytes(32)), clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(stop);

        return await FindAsync(db, subject, stop) ?? throw new SubjectErasedException(subject);
    }

    private async Task<byte[]?> FindAsync(AssayDb db, string subject, CancellationToken stop) =>
        await db.Set<SubjectKey>().AsNoTracking().Where(k => k.Subject == subject).Select(k => k.Sealed).FirstOrDefaultAsync(stop) is { } bytes
            ? _protector.Unprotect(bytes)
            : null;

    private static (Memory<byte> Nonce, Memory<byte> Text, Memory<byte> Tag) Parts(byte[] all)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (all.AsMemory(0, nonce), all.AsMemory(nonce..^tag), all.AsMemory(^tag..));
    }
}
