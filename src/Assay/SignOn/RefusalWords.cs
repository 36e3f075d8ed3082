namespace Assay.SignOn;

/// <summary>Why a sign-in through a provider ended, for the person who stands before the door. Whether an account exists is not told.</summary>
internal static class RefusalWords
{
    private const string _notHere = "Your provider knows you, but you may not come in here with that account. Ask whoever runs Assay at your organisation to invite you, or to link your account.";

    public static string Of(string reason) => reason switch
    {
        "not_under_way" => "That sign-in was not begun in this browser, or more than ten minutes ago. Begin again.",
        "provider_refused" => "Your provider ended the sign-in. Begin again, or ask whoever runs the provider.",
        "no_provider" => "That organisation has no provider to sign in with.",
        "no_second_factor" => "Your organisation asks for a second factor, and your provider did not say that it asked you for one. Set one up there, then begin again.",
        "again" => "Two windows signed in at once. Begin again.",
        "not_a_member" or "not_linked" or "domain_not_allowed" or "email_not_verified" => _notHere,
        "provider_unreachable" or "address_refused" or "document_invalid" or "issuer_differs" or "secret_unreadable" =>
            "Your organisation's provider cannot be used at the moment. Whoever runs Assay there finds the reason in the sign-on settings.",
        _ => "What your provider answered did not pass the checks, so nobody was let in. Begin again; if it happens again, tell whoever runs Assay at your organisation.",
    };
}
