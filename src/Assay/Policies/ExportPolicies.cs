using System.IO.Compression;
using Assay.Catalog;
using Assay.Catalog.Documents;
using Assay.Catalog.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

/// <summary>Policies as files: one, or all that are not retired in one archive. What is exported says how it stands.</summary>
public sealed class ExportPolicies(Tenancy tenancy, CatalogLibrary catalog, CompanyTemplates templates, PdfPrinter print)
{
    /// <param name="version">Null for the latest.</param>
    /// <returns>The file; null where there is no such policy or version.</returns>
    public async Task<(string Name, byte[] Content)?> OneAsync(Actor actor, Frame frame, string policyId, int? version, PaperFormat format, CancellationToken stop)
    {
        var found = await DocumentsAsync(actor, frame, p => p.PolicyId == policyId, version, stop);
        if (found is not [var document]) return null;

        return (Name(document, frame, format), await BytesAsync(document, format, format is PaperFormat.Pdf ? print : null, stop));
    }

    /// <summary>Streams a ZIP archive. The texts are read before the first byte, so that a refusal can still be told.</summary>
    public async Task AllAsync(Actor actor, Frame frame, PaperFormat format, Stream to, CancellationToken stop)
    {
        var documents = await DocumentsAsync(actor, frame, p => p.Status != PolicyStatus.Retired, null, stop);
        await using var turn = format is PaperFormat.Pdf ? await print.BeginAsync(stop) : null;
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);

        foreach (var document in documents)
        {
            await using var entry = await zip.CreateEntry(Name(document, frame, format)).OpenAsync(stop);
            var content = turn is null
                ? DocumentBytes.Of(document.Label, document.Markdown, format)
                : await turn.PrintAsync(DocumentHtml.Of(document.Label, document.Markdown), stop);
            await entry.WriteAsync(content, stop);
        }
    }

    private async Task<List<PolicyDocument>> DocumentsAsync(
        Actor actor, Frame frame, System.Linq.Expressions.Expression<Func<CompanyPolicy, bool>> which, int? number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var rows = await (
            from policy in db.Set<CompanyPolicy>().AsNoTracking().Where(which)
            join version in db.Set<PolicyVersion>() on new { policy.OrganizationId, policy.PolicyId } equals new { version.OrganizationId, version.PolicyId }
            where version.Number == (number ?? policy.Latest)
            orderby policy.PolicyId
            select new { Policy = policy, Version = version }).ToListAsync(stop);
        var approvals = await db.Set<PolicyApproval>().AsNoTracking().ToDictionaryAsync(a => (a.PolicyId, a.Number), stop);
        var sheet = (await templates.OfAsync(db, frame, stop)).Sheet;

        return [.. from row in rows
                   let item = catalog.Policies[row.Policy.PolicyId]
                   let standing = PolicyWords.Standing(row.Policy, row.Version.Number, approvals.GetValueOrDefault((item.Id, row.Version.Number)))
                   select new PolicyDocument(item, PolicyHead.Of(item, sheet, standing), row.Version.Text)];
    }

    private static async Task<byte[]> BytesAsync(PolicyDocument document, PaperFormat format, PdfPrinter? printer, CancellationToken stop)
    {
        if (printer is null) return DocumentBytes.Of(document.Label, document.Markdown, format);

        await using var turn = await printer.BeginAsync(stop);
        return await turn.PrintAsync(DocumentHtml.Of(document.Label, document.Markdown), stop);
    }

    private static string Name(PolicyDocument document, Frame frame, PaperFormat format) =>
        $"{document.FileName}{(frame.IsSample ? "-SAMPLE" : "")}.{format.ToString().ToLowerInvariant()}";
}
