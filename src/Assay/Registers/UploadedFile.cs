using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Assay.Registers;

/// <summary>
/// A file from a form. The antiforgery token stands first in the form and is checked before a byte of the file is
/// read, so that a foreign page cannot make the server swallow files.
/// </summary>
internal static class UploadedFile
{
    public abstract record Outcome
    {
        public sealed record Received(string Name, byte[] Content) : Outcome;

        /// <summary>Something the person can mend.</summary>
        public sealed record Refused(int Status, string Message) : Outcome;

        /// <summary>Not a form of ours.</summary>
        public sealed record Foreign : Outcome;
    }

    public static async Task<Outcome> ReadAsync(HttpContext http, IAntiforgery antiforgery, int maxBytes, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            return new Outcome.Foreign();

        var form = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8 };

        if (await form.ReadNextSectionAsync(stop) is not { } first || first.AsFormDataSection() is not { Name: FormToken.Field } tokenSection) return new Outcome.Foreign();
        if (!await FormToken.IsOursAsync(http, antiforgery, await tokenSection.GetValueAsync(stop))) return new Outcome.Foreign();

        return await form.ReadNextSectionAsync(stop) is { } second && second.AsFileSection() is { FileStream: { } stream, FileName: { Length: > 0 } name }
            ? await ReadAsync(stream, Path.GetFileName(name), maxBytes, stop)
            : new Outcome.Refused(StatusCodes.Status400BadRequest, "Choose a file first.");
    }

    private static async Task<Outcome> ReadAsync(Stream stream, string name, int maxBytes, CancellationToken stop)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];

        for (int read; (read = await stream.ReadAsync(buffer, stop)) > 0;)
        {
            if (content.Length + read > maxBytes)
                return new Outcome.Refused(StatusCodes.Status413PayloadTooLarge, $"'{name}' is larger than {maxBytes / 1024 / 1024} MB. Split it.");

            content.Write(buffer, 0, read);
        }

        return content.Length == 0
            ? new Outcome.Refused(StatusCodes.Status400BadRequest, $"'{name}' is empty.")
            : new Outcome.Received(name.Length <= 200 ? name : name[^200..], content.ToArray());
    }
}
