using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Assay.Evidence;

/// <summary>
/// Takes the upload form, which works without script: its token and fields come first, then one file or many, each of which
/// is read once, straight into the vault.
/// </summary>
internal static class UploadEvidence
{
    private const int _mostFiles = 100;
    private const int _longestField = 8 * 1024;

    public static async Task<IResult> Post(HttpContext http, IAntiforgery antiforgery, AddEvidence add, ReadEvidence read, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            return TypedResults.BadRequest();

        var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8 };
        if (await reader.ReadNextSectionAsync(stop) is not { } first || first.AsFormDataSection() is not { Name: FormToken.Field } token) return TypedResults.BadRequest();
        if (!await FormToken.IsOursAsync(http, antiforgery, await token.GetValueAsync(stop))) return TypedResults.BadRequest();

        Dictionary<string, string> fields = [];
        List<AddEvidence.Outcome> taken = [];

        while (await reader.ReadNextSectionAsync(stop) is { } section)
        {
            if (section.AsFileSection() is { FileStream: { } content, FileName: { Length: > 0 } name })
            {
                var outcome = taken.Count < _mostFiles
                    ? await AddAsync(http, EvidenceForm.Of(fields), name, content, add, read, stop)
                    : new AddEvidence.Outcome.Refused([new("Form.File", $"At most {_mostFiles} files at once; the first {_mostFiles} were taken.")]);
                if (Refusal(outcome) is { } errors) return Again(fields, errors, taken.Count);
                taken.Add(outcome);
            }
            else if (section.AsFormDataSection() is { } field && fields.Count < 20)
            {
                section.Body = new LimitedField(section.Body, _longestField);
                fields[field.Name] = await new StreamReader(section.Body).ReadToEndAsync(stop);
            }
        }

        return taken switch
        {
            [] => Again(fields, [new("Form.File", "Choose a file first.")], 0),
            [AddEvidence.Outcome.Added one] => TypedResults.LocalRedirect($"/evidence/{one.Id}"),
            [AddEvidence.Outcome.AlreadyThere there] => TypedResults.LocalRedirect($"/evidence/{there.Id}"),
            _ => TypedResults.LocalRedirect("/evidence?status=Waiting"),
        };
    }

    private static async Task<AddEvidence.Outcome> AddAsync(HttpContext http, EvidenceForm form, string name, Stream content, AddEvidence add, ReadEvidence read, CancellationToken stop)
    {
        var filing = form.ToFiling();

        if (form.Item is { } item && await read.RunAsync(http.Actor, item, stop) is { } found)
            filing = filing with { Kind = found.Item.Kind, Controls = found.Controls, Criteria = found.Criteria };

        return await add.RunAsync(http.Actor, form.Item, new(name, content), filing, Collected.Upload, stop);
    }

    private static IReadOnlyList<FormError>? Refusal(AddEvidence.Outcome outcome) => outcome switch
    {
        AddEvidence.Outcome.Refused refused => refused.Errors,
        AddEvidence.Outcome.TooLarge large => [new("Form.File", large.Message)],
        AddEvidence.Outcome.NotFound => [new(null, "There is no such evidence to add a version to.")],
        _ => null,
    };

    private static RazorComponentResult<NewEvidencePage> Again(Dictionary<string, string> fields, IReadOnlyList<FormError> errors, int taken) =>
        new(new { Typed = EvidenceForm.Of(fields), Errors = taken == 0 ? errors : [.. errors, new(null, $"{taken} {(taken == 1 ? "file" : "files")} before it were taken and need not be sent again.")] })
        {
            StatusCode = StatusCodes.Status400BadRequest,
        };

    /// <summary>A field is a few words; whoever sends more is not our form.</summary>
    private sealed class LimitedField(Stream inner, int most) : Stream
    {
        private int _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            return (_read += read) <= most ? read : throw new BadHttpRequestException("A field of the form is too long.", StatusCodes.Status413PayloadTooLarge);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
