using System.Text;

namespace Assay.Identity;

/// <summary>RFC 4648, as authenticator apps read a secret.</summary>
internal static class Base32
{
    private const string _letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        var (bits, held) = (0, 0);

        foreach (var b in bytes)
        {
            (bits, held) = ((bits << 8) | b, held + 8);
            for (; held >= 5; held -= 5) text.Append(_letters[(bits >> (held - 5)) & 31]);
            bits &= 0xff;
        }

        if (held > 0) text.Append(_letters[(bits << (5 - held)) & 31]);
        return text.ToString();
    }
}
