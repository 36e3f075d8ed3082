namespace Assay.Ledger;

/// <summary>The checksum that a ZIP keeps of each file; the framework has it only inside.</summary>
internal static class Crc32
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(Of)];

    /// <param name="crc">Of what came before; 0 at the beginning.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (var b in bytes) crc = _table[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Of(int first)
    {
        var crc = (uint)first;
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        return crc;
    }
}
