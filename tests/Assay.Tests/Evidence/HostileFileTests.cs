using System.IO.Compression;
using System.Net;
using System.Text;

namespace Assay.Tests.Evidence;

public sealed class HostileFileTests(Product product) : InNewOrganization(product)
{
    [Theory]
    [InlineData("../../../etc/cron.d/evil.txt", "evil.txt")]
    [InlineData("..\\..\\windows\\evil.txt", "evil.txt")]
    [InlineData("/etc/passwd.txt", "passwd.txt")]
    [InlineData("in\nvoice\r\nX-Header: 1.txt", "invoiceX-Header 1.txt")]
    [InlineData("gpj.\u202Etxt", "gpj.txt")]
    [InlineData("....hidden.txt", "hidden.txt")]
    public async Task A_name_that_leads_elsewhere_is_only_a_name(string given, string kept)
    {
        var id = await Http.AddAsync("text", ("file", given));
        var answer = await Http.GetAsync($"/evidence/{id}/versions/1/file", Stop);

        Assert.Equal(kept, (await Http.ReadAsync(id)).GetProperty("versions")[0].GetProperty("fileName").GetString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.All(Directory.EnumerateFiles(Product.DataFolder, "*", SearchOption.AllDirectories), f => Assert.DoesNotContain("evil", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("page.html", "<script>alert(document.cookie)</script>")]
    [InlineData("polyglot.gif", "GIF89a/*<script>*/=alert(1)//")]
    public async Task A_picture_that_is_also_a_page_is_only_ever_a_file_to_save(string name, string content)
    {
        var id = await Http.AddAsync(content, ("file", name));
        var answer = await Http.GetAsync($"/evidence/{id}/versions/1/file", Stop);

        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["sandbox; default-src 'none'"], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(content, await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_program_is_refused_under_any_name()
    {
        var refused = await Http.FileAsync("/api/evidence", new MemoryStream([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0]), ("file", "notes.txt"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("is a program", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_swells_is_never_unpacked()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await zip.CreateEntry("bomb.txt", CompressionLevel.SmallestSize).OpenAsync(Stop);
            for (var i = 0; i < 200; i++) await entry.WriteAsync(new byte[1024 * 1024], Stop);
        }

        archive.Position = 0;
        var length = archive.Length;
        var taken = await Http.FileAsync("/api/evidence", archive, ("file", "bomb.xlsx"));

        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.InRange(FilesBytes(), length, length * 2);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_sent_is_refused_and_leaves_nothing()
    {
        var changed = await Http.FileAsync("what was read the second time", ("sha256", new string('0', 64)));

        Assert.Equal((HttpStatusCode.Conflict, "/problems/file-changed"), (changed.StatusCode, await changed.TypeOfAsync()));
        Assert.Equal(0, FilesBytes());
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        Http.Timeout = TimeSpan.FromSeconds(5);          // what the server behind a broken line waits for no longer comes; the client hangs up
        await Assert.ThrowsAnyAsync<Exception>(() => Http.FileAsync("/api/evidence", new BreakingStream()));

        Assert.Equal(0, FilesBytes());
        Assert.DoesNotContain("log.csv", await Http.GetStringAsync("/api/evidence", Stop), StringComparison.Ordinal);
    }

    private long FilesBytes()
    {
        var folder = Path.Join(Product.DataFolder, "blobs", "kept", $"{Product.Actor!.Organization}");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) : 0;
    }

    /// <summary>A sender whose line goes dead after a megabyte.</summary>
    private sealed class BreakingStream : MemoryStream
    {
        private int _sent;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_sent > 1024 * 1024) throw new IOException("The line went dead.");

            _sent += buffer.Length;
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
