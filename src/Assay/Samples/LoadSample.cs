using System.Security.Cryptography;
using Assay.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Samples;

/// <summary>A made-up company to look around in. Never beside a real one.</summary>
public sealed class LoadSample(IdentityDb db, UserManager<User> users, CreateOwner createOwner)
{
    private const string _email = "owner@example.com";

    /// <returns>How to sign in. The password is new at each start, so none is ever shipped or guessed.</returns>
    /// <exception cref="StartRefusedException">The data folder holds a real company.</exception>
    public async Task<(string Email, string Password)> RunAsync(CancellationToken stop)
    {
        var password = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 16);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        if (await db.Organizations.AnyAsync(o => !o.Sample, stop))
            throw new StartRefusedException("This data folder holds a real company, to which the sample is not added. Name another one with --data DIR.");

        if (await users.FindByEmailAsync(_email) is { } owner)
            await SetPasswordAsync(owner, password);
        else
            await createOwner.AddAsync(new() { Organization = "Sample", Name = "Sample owner", Email = _email, Password = password }, sample: true, stop);

        await transaction.CommitAsync(stop);
        return (_email, password);
    }

    private async Task SetPasswordAsync(User owner, string password)
    {
        await users.RemovePasswordAsync(owner);
        await users.AddPasswordAsync(owner, password);
        await users.SetLockoutEndDateAsync(owner, null);
    }
}
