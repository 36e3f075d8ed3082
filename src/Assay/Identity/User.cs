using Microsoft.AspNetCore.Identity;

namespace Assay.Identity;

/// <summary>A person who can sign in. Signs in by e-mail address, so that is the user name as well.</summary>
public sealed class User : IdentityUser<Guid>
{
    public const int LongestName = 120;

    private User()
    {
    }

    public User(Guid id, string name, string email, DateTimeOffset createdAt)
    {
        (Id, Name, CreatedAt) = (id, name.Trim(), createdAt);
        UserName = Email = email.Trim();
        LockoutEnabled = true;
    }

    [ProtectedPersonalData]
    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }
}
