using Assay.Blobs;
using Microsoft.Net.Http.Headers;

namespace Assay.Evidence;

/// <summary>Gives a file out. Always as a file to save, never as a page of ours: a picture that scripts would act as its viewer.</summary>
internal static class EvidenceDownload
{
    public static async Task<IResult> Run(Guid id, int number, HttpContext http, ReadEvidence read, CancellationToken stop)
    {
        try
        {
            if (await read.OpenAsync(http.Actor.Organization, id, number, stop) is not var (version, content)) return Problems.NotFound("There is no such version.");

            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            headers.ContentDisposition = Attachment(version.FileName);
            headers.ContentLength = version.Size;
            headers.CacheControl = "private, no-store";
            headers.ETag = $"\"{version.Digest}\"";
            return TypedResults.Stream(content, "application/octet-stream");
        }
        catch (BlobDamagedException damaged)
        {
            return Problems.Conflict("evidence-damaged", $"What is kept of this version is not what was stored. {damaged.Message} Verify the vault and restore it from a backup.");
        }
    }

    internal static string Attachment(string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }
}
