using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Assay.Web;

/// <summary>A form with tables of data in it, each read once onto disk and gone again when this is disposed.</summary>
/// <remarks>A page's antiforgery token stands first and is checked before a byte of a file is read, so that a foreign page cannot make the server swallow files.</remarks>
public sealed class ReceivedForm : IAsyncDisposable
{
    /// <summary>The most that one file may have; a sample of this size says as much as one that is larger.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    private const int _mostFields = 40;
    private const int _longestField = 4096;
    private const int _mostFiles = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-table-");
    private readonly Dictionary<string, string> _fields = [];
    private readonly Dictionary<string, File> _files = [];

    private ReceivedForm()
    {
    }

    /// <param name="Name">As whoever sent it calls it.</param>
    public sealed record File(string Name, string Path, string Sha256, long Bytes);

    public string this[string field] => _fields.GetValueOrDefault(field, "").Trim();

    public File? Find(string field) => _files.GetValueOrDefault(field);

    /// <summary>Values with commas between them.</summary>
    public IReadOnlyList<string> List(string field) => this[field].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What was typed, so that a refused form comes back as it was.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields;

    /// <param name="antiforgery">For a page's form; null for a program's.</param>
    /// <returns>Null where it is no such form, or a foreign one.</returns>
    /// <exception cref="BadHttpRequestException">A field or a file is too long.</exception>
    public static async Task<ReceivedForm?> ReadAsync(HttpContext http, IAntiforgery? antiforgery, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary) return null;

        var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8 };
        if (antiforgery is not null && (await reader.ReadNextSectionAsync(stop) is not { } first || first.AsFormDataSection() is not { Name: FormToken.Field } token
            || !await FormToken.IsOursAsync(http, antiforgery, await token.GetValueAsync(stop)))) return null;

        var form = new ReceivedForm();
        try
        {
            while (await reader.ReadNextSectionAsync(stop) is { } section) await form.TakeAsync(section, stop);
            return form;
        }
        catch
        {
            await form.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task TakeAsync(MultipartSection section, CancellationToken stop)
    {
        if (section.AsFileSection() is { FileStream: { } content, FileName: { Length: > 0 } name } file)
        {
            if (_files.Count == _mostFiles) throw new BadHttpRequestException("The form has more files than it asks for.");
            var kept = await KeepAsync(content, System.IO.Path.GetFileName(name.Replace('\\', '/')), stop);
            if (kept.Bytes > 0) _files[file.Name] = kept;
        }
        else if (section.AsFormDataSection() is { } field && _fields.Count < _mostFields)
        {
            var buffer = new char[_longestField + 1];
            using var text = new StreamReader(section.Body);
            var read = await text.ReadBlockAsync(buffer.AsMemory(), stop);
            if (read > _longestField) throw new BadHttpRequestException("A field of the form is too long.", StatusCodes.Status413PayloadTooLarge);
            _fields[field.Name] = new(buffer, 0, read);
        }
    }

    private async Task<File> KeepAsync(Stream content, string name, CancellationToken stop)
    {
        // Refusals name the file as its owner does, so it keeps its name, within a folder of its own.
        var safe = new string([.. name.Where(c => !char.IsControl(c) && c is not ('/' or ':'))]).TrimStart('.');
        if (safe.Length > 100) safe = safe[^100..];
        if (safe.Length == 0) safe = "data.csv";
        var path = System.IO.Path.Join(System.IO.Directory.CreateDirectory(System.IO.Path.Join(_folder.FullName, $"{_files.Count}")).FullName, safe);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var to = new FileStream(path, FileMode.CreateNew);
        var buffer = new byte[81_920];
        var total = 0L;

        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            if ((total += read) > MaxBytes) throw new BadHttpRequestException($"'{safe}' is larger than {MaxBytes / 1024 / 1024} MB. Send a sample, or run the command where the data lies.", StatusCodes.Status413PayloadTooLarge);
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }

        return new(safe, path, Convert.ToHexStringLower(hash.GetHashAndReset()), total);
    }
}
