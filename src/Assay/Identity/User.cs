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

    /// <summary>Somebody whom an identity provider answers for. They have no password, so none can be guessed.</summary>
    public static User WithoutPassword(string name, string email, UserManager<User> users, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var user = new User(Guid.CreateVersion7(now), name.Length > LongestName ? name[..LongestName] : name, email, now) { SecurityStamp = Guid.CreateVersion7(now).ToString("n") };
        user.NormalizedUserName = user.NormalizedEmail = users.NormalizeEmail(user.Email);

        return user;
    }

    /// <summary>Takes on what the directory says, where the account is nothing but what the directory made of it.</summary>
    public void Follow(string name, string email, UserManager<User> users)
    {
        (Name, UserName, Email) = (name.Length > LongestName ? name[..LongestName] : name, email, email);
        NormalizedUserName = NormalizedEmail = users.NormalizeEmail(email);
    }
}
