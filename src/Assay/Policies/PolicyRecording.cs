using System.Security.Cryptography;
using System.Text;
using Assay.Catalog.Content;

namespace Assay.Policies;

internal static class PolicyRecording
{
    extension(AssayDb db)
    {
        /// <summary>The ledger keeps the digest of the text, so that nobody can say later that it read otherwise.</summary>
        public void RecordVersion(Actor actor, PolicyVersion version) =>
            db.Record(actor, "policy.drafted", CompanyPolicy.SubjectOf(version.PolicyId), new
            {
                policy = version.PolicyId,
                version = version.Number,
                source = version.Source.Word(),
                template = version.TemplateDigest,
                text_sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version.Text))),
                open = version.Open.Count,
            });
    }
}
