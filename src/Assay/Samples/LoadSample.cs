using System.Security.Cryptography;
using Assay.Catalog;
using Assay.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Samples;

/// <summary>A made-up company to look around in. Never beside a real one.</summary>
internal sealed class LoadSample(
    IdentityDb db, UserManager<User> users, Tries tries, CreateOwner createOwner, FillSample fill,
    IOptions<SampleOptions> options, CatalogLibrary catalog, TimeProvider clock, SignalShift signalShift)
{
    private const string _email = "owner@example.com";

    /// <returns>How to sign in. The password is new at each start, so none is ever shipped or guessed.</returns>
    /// <exception cref="StartRefusedException">The data folder holds a real company or another sample, or there is no such sample.</exception>
    public async Task<(string Email, string Password, IReadOnlyList<string> Story)> RunAsync(CancellationToken stop)
    {
        var company = SampleCompany.Read(options.Value, catalog).On(clock.Today);
        var password = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 16);
        var (actor, found) = await EnterAsync(company, password, stop);

        if (found == company.Sheet.Company) await fill.RunAsync(actor, company, stop);
        return (_email, password, await TellAsync(actor, stop));
    }

    private async Task<IReadOnlyList<string>> TellAsync(Actor actor, CancellationToken stop) => options.Value.Story switch
    {
        null or "" => [],
        SignalShift.Name or SignalShift.Before => await signalShift.TellAsync(actor.Organization, options.Value.Story == SignalShift.Before, stop),
        var other => throw new StartRefusedException($"There is no story '{other}'. There are: {SignalShift.Name}, {SignalShift.Before}."),
    };

    /// <returns>The owner, and which company is there: where no sample was named, the one of an earlier start stays.</returns>
    private async Task<(Actor Owner, string Company)> EnterAsync(SampleCompany company, string password, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        if (await db.Organizations.AnyAsync(o => !o.Sample, stop))
            throw new StartRefusedException("This data folder holds a real company, to which the sample is not added. Name another one with --data DIR.");
        if (options.Value.Name is not null && await db.Organizations.FirstOrDefaultAsync(o => o.Name != company.Sheet.Company, stop) is { } other)
            throw new StartRefusedException($"This data folder holds the sample company '{other.Name}', not '{company.Sheet.Company}'. Name another folder with --data DIR.");

        if (await users.FindByEmailAsync(_email) is { } owner)
            await SetPasswordAsync(owner, password);
        else
            (owner, _) = await createOwner.AddAsync(new() { Organization = company.Sheet.Company, Name = "Sample owner", Email = _email, Password = password }, sample: true, stop);

        var organization = await db.Organizations.SingleAsync(stop);
        await transaction.CommitAsync(stop);

        return (new(new(organization.Id), owner.Id, owner.Name), organization.Name);
    }

    private async Task SetPasswordAsync(User owner, string password)
    {
        await users.RemovePasswordAsync(owner);
        await users.AddPasswordAsync(owner, password);
        await tries.ForgetAsync(owner.Id, CancellationToken.None);
    }
}
