namespace Assay.Identity;

internal static class SessionWords
{
    public static string EndOf(Session session) => session.EndedBecause switch
    {
        null => "Lapsed",
        SessionEnd.SignedOut => "Signed out",
        SessionEnd.Revoked => "Ended by you",
        SessionEnd.Replaced => "Signed in anew",
        SessionEnd.TooMany => "Ended: too many at once",
        SessionEnd.PasswordChanged => "Ended: password changed",
        SessionEnd.FactorsReset => "Ended: second factor replaced",
        _ => "Ended by your organisation",
    };
}
