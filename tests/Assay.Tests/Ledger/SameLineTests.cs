using System.Text;
using Assay.Ledger;

namespace Assay.Tests.Ledger;

/// <summary>The short way to compare the database's columns with an entry says yes only where the long way finds nothing.</summary>
public sealed class SameLineTests
{
    private static readonly DateTimeOffset _at = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string, DateTimeOffset> Entries => new()
    {
        { "user/1", "policy/T21", "{}", _at },
        { "user/1", "policy/T21", "{\"note\":\"x,\\\"entry\\\":\\\"\"}", _at.AddTicks(1_234_560) },
        { "job/a", "model/1", "{\"inner\":{\"entry\":\"0195567c-9000-7000-8000-000000000001\",\"kind\":\"a.b\"}}", _at.AddTicks(1_000_000) },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void What_repeats_its_entry_is_seen_to(string actor, string subject, string body, DateTimeOffset at)
    {
        var (line, entry) = Write(actor, subject, body, at);

        Assert.True(SameLine.Says(line, 7, entry));
        Assert.False(SameLine.Says(line, 8, entry));
        Assert.False(SameLine.Says(line.AsSpan(..^1), 7, entry));
        Assert.False(SameLine.Says([.. line, (byte)' '], 7, entry));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void One_changed_byte_of_the_line_is_never_taken_for_the_same(string actor, string subject, string body, DateTimeOffset at)
    {
        var (line, entry) = Write(actor, subject, body, at);

        for (var i = 0; i < line.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = line.ToArray();
                changed[i] ^= (byte)(1 << bit);
                Assert.False(SameLine.Says(changed, 7, entry), Encoding.UTF8.GetString(changed));
            }
        }
    }

    [Theory]
    [InlineData("user/\"x\"", "policy/1")]
    [InlineData("user/1", "policy/<é>")]
    public void What_is_written_otherwise_is_left_to_the_long_way(string actor, string subject)
    {
        var (line, entry) = Write(actor, subject, "{}", _at);

        Assert.False(SameLine.Says(line, 7, entry));
        Assert.Null(LogIndexLine.Read(Encoding.UTF8.GetString(line))!.Difference(EntryText.Read(Encoding.UTF8.GetString(entry))!));
    }

    private static (byte[] Line, byte[] Entry) Write(string actor, string subject, string body, DateTimeOffset at)
    {
        EntryText text = new(Guid.CreateVersion7(_at), Guid.CreateVersion7(_at), "test.written", at, at.AddSeconds(1), actor, subject, body);
        return (Encoding.UTF8.GetBytes(new LogIndexLine(7, text.Entry, text.Kind, text.OccurredAt, text.RecordedAt, actor, subject).ToString()), Encoding.UTF8.GetBytes(text.ToString()));
    }
}
