using System.Buffers.Binary;
using System.Text;

namespace Assay.Ledger;

/// <summary>
/// The one way in which Assay writes a ZIP that shall be verified: nothing compressed, no times, no comments, all lengths in
/// 64 bits. So every byte that is no content follows from the files' names, lengths and checksums, and a changed one is found.
/// </summary>
internal static class PlainZip
{
    public const int LocalHeader = 30 + 20;
    public const int Descriptor = 24;
    public const int CentralHeader = 46 + 28;
    public const int End = 56 + 20 + 22;

    private const ushort _version = 45;                         // 64-bit lengths
    private const ushort _flags = 0x0808;                       // lengths follow the content; names are UTF-8
    private const ushort _firstDay = 0x0021;                    // 1980-01-01: the format must have a day

    public sealed record Member(string Path, long Length, uint Crc, long Offset)
    {
        public byte[] Name => Encoding.UTF8.GetBytes(Path);

        public long Total => LocalHeader + Name.Length + Length + Descriptor;
    }

    public static byte[] Before(string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        Fields fields = new(LocalHeader + name.Length);

        fields.Add(0x04034b50u).Add(_version).Add(_flags).Add((ushort)0).Add((ushort)0).Add(_firstDay).Add(0u).Add(uint.MaxValue).Add(uint.MaxValue);
        fields.Add((ushort)name.Length).Add((ushort)20).Add(name);
        return fields.Add((ushort)1).Add((ushort)16).Add(0L).Add(0L).Bytes;
    }

    public static byte[] After(uint crc, long length) => new Fields(Descriptor).Add(0x08074b50u).Add(crc).Add(length).Add(length).Bytes;

    public static byte[] Central(Member file)
    {
        Fields fields = new(CentralHeader + file.Name.Length);

        fields.Add(0x02014b50u).Add(_version).Add(_version).Add(_flags).Add((ushort)0).Add((ushort)0).Add(_firstDay).Add(file.Crc).Add(uint.MaxValue).Add(uint.MaxValue);
        fields.Add((ushort)file.Name.Length).Add((ushort)28).Add((ushort)0).Add((ushort)0).Add((ushort)0).Add(0u).Add(uint.MaxValue).Add(file.Name);
        return fields.Add((ushort)1).Add((ushort)24).Add(file.Length).Add(file.Length).Add(file.Offset).Bytes;
    }

    /// <param name="start">Where the directory begins.</param>
    public static byte[] Ending(long count, long start, long length)
    {
        Fields fields = new(End);

        fields.Add(0x06064b50u).Add(44L).Add(_version).Add(_version).Add(0u).Add(0u).Add(count).Add(count).Add(length).Add(start);
        fields.Add(0x07064b50u).Add(0u).Add(start + length).Add(1u);
        return fields.Add(0x06054b50u).Add((ushort)0).Add((ushort)0).Add(ushort.MaxValue).Add(ushort.MaxValue).Add(uint.MaxValue).Add(uint.MaxValue).Add((ushort)0).Bytes;
    }

    /// <summary>Numbers one after the other, little end first.</summary>
    private sealed class Fields(int length)
    {
        private int _at;

        public byte[] Bytes { get; } = new byte[length];

        public Fields Add(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Next(2), value);
            return this;
        }

        public Fields Add(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Next(4), value);
            return this;
        }

        public Fields Add(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Next(8), value);
            return this;
        }

        public Fields Add(byte[] bytes)
        {
            bytes.CopyTo(Next(bytes.Length));
            return this;
        }

        private Span<byte> Next(int count) => Bytes.AsSpan((_at += count) - count, count);
    }
}
