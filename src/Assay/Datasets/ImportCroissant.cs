using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>Adds a dataset from its Croissant description. What the description does not say becomes a gap with a name.</summary>
public sealed class ImportCroissant(Tenancy tenancy, RegisterVersion register, TimeProvider clock)
{
    public const int MaxBytes = 1024 * 1024;

    public abstract record Outcome
    {
        /// <param name="Version">Null where the description holds no hashes, so no version can be named.</param>
        public sealed record Imported(Guid Id, int? Version, IReadOnlyList<string> Gaps) : Outcome;
        public sealed record NotCroissant(string Message) : Outcome;
        public sealed record NameTaken(string Name) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string json, CancellationToken stop)
    {
        if (CroissantDescription.Read(json, out var problem) is not { } found) return new Outcome.NotCroissant(problem);

        var dataset = new Dataset
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Name = found.Name,
            Purpose = found.Description,
            Source = found.Url,
            Licence = found.Licence,
            Consent = found.Consent,
            PersonalData = found.SaysPersonal ? PersonalData.Personal : PersonalData.Unknown,
            ImportGaps = string.Join('\n', found.Gaps),
        };

        await using (var db = await tenancy.OpenAsync(actor.Organization, stop))
        {
            if (await db.Set<Dataset>().AnyAsync(d => d.Name == found.Name, stop)) return new Outcome.NameTaken(found.Name);

            db.Add(dataset);
            db.Record(actor, "dataset.added", dataset.Subject, new { import = "croissant", text_sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), gaps = found.Gaps });
            await db.CommitAsync(stop);
        }

        if (found.Digest is not { } digest) return new Outcome.Imported(dataset.Id, null, dataset.Gaps);
        var version = await register.RunAsync(actor, new() { Dataset = found.Name, Label = found.Version, Digest = digest, Files = found.Files }, stop);
        return new Outcome.Imported(dataset.Id, version is RegisterVersion.Outcome.Registered { Number: var number } ? number : null, dataset.Gaps);
    }
}
