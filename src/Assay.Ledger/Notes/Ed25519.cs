using System.Runtime.InteropServices;

namespace Assay.Ledger;

/// <summary>Ed25519 (RFC 8032) by the OpenSSL that .NET itself loads; .NET has no class for it.</summary>
public static partial class Ed25519
{
    public const int KeySize = 32;
    public const int SignatureSize = 64;

    private const string _library = "libcrypto.so.3";
    private const int _ed25519 = 1087;          // NID_ED25519

    /// <param name="seed">The private key: 32 random bytes.</param>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        using var key = Key.Private(seed);
        var found = new byte[KeySize];
        nuint length = KeySize;

        Check(EVP_PKEY_get_raw_public_key(key, found, ref length));
        return found;
    }

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        using var key = Key.Private(seed);
        using var context = EVP_MD_CTX_new();
        var signature = new byte[SignatureSize];
        nuint length = SignatureSize;

        Check(EVP_DigestSignInit(context, 0, 0, 0, key));
        Check(EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length));
        return signature;
    }

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeySize || signature.Length != SignatureSize) return false;

        using var key = EVP_PKEY_new_raw_public_key(_ed25519, 0, publicKey, KeySize);
        if (key.IsInvalid) return false;

        using var context = EVP_MD_CTX_new();
        Check(EVP_DigestVerifyInit(context, 0, 0, 0, key));
        return EVP_DigestVerify(context, signature, SignatureSize, message, (nuint)message.Length) == 1;
    }

    private static void Check(int outcome)
    {
        if (outcome != 1) throw new InvalidOperationException("libcrypto could not do it.");
    }

    [LibraryImport(_library)]
    private static partial Key EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(_library)]
    private static partial Key EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(_library)]
    private static partial int EVP_PKEY_get_raw_public_key(Key key, Span<byte> found, ref nuint length);

    [LibraryImport(_library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(_library)]
    private static partial Context EVP_MD_CTX_new();

    [LibraryImport(_library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(_library)]
    private static partial int EVP_DigestSignInit(Context context, nint keyContext, nint digest, nint engine, Key key);

    [LibraryImport(_library)]
    private static partial int EVP_DigestSign(Context context, Span<byte> signature, ref nuint length, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(_library)]
    private static partial int EVP_DigestVerifyInit(Context context, nint keyContext, nint digest, nint engine, Key key);

    [LibraryImport(_library)]
    private static partial int EVP_DigestVerify(Context context, ReadOnlySpan<byte> signature, nuint length, ReadOnlySpan<byte> message, nuint messageLength);

    private sealed class Key : SafeHandle
    {
        public Key() : base(0, ownsHandle: true)
        {
        }

        public override bool IsInvalid => handle == 0;

        public static Key Private(ReadOnlySpan<byte> seed)
        {
            var key = EVP_PKEY_new_raw_private_key(_ed25519, 0, seed, (nuint)seed.Length);
            return key.IsInvalid ? throw new ArgumentException($"A private key has {KeySize} bytes.", nameof(seed)) : key;
        }

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    private sealed class Context : SafeHandle
    {
        public Context() : base(0, ownsHandle: true)
        {
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }
}
