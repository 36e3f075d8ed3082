namespace Assay.Identity;

/// <summary>By what a person showed who they are when a session began.</summary>
public enum Proof
{
    /// <summary>A password alone: one factor.</summary>
    Password,

    /// <summary>The code that the server printed, and a password: once, by whoever set it up.</summary>
    SetupCode,

    /// <summary>A password and the link handed out after two people let a lost factor be replaced.</summary>
    EnrolmentLink,

    /// <summary>A password and a code of an authenticator app.</summary>
    Authenticator,

    /// <summary>A password and one of the recovery codes.</summary>
    RecoveryCode,

    /// <summary>A passkey that asked for a finger, a face or a PIN: two factors in one.</summary>
    Passkey,

    /// <summary>The company's identity provider, which answers for how it asked.</summary>
    SingleSignOn,
}

public static class Proofs
{
    extension(Proof proof)
    {
        /// <summary>Whether it took two factors.</summary>
        public bool IsStrong => proof is not (Proof.Password or Proof.EnrolmentLink);

        public string Words => proof switch
        {
            Proof.Password => "password",
            Proof.SetupCode => "setup code and password",
            Proof.EnrolmentLink => "enrolment link and password",
            Proof.Authenticator => "password and code",
            Proof.RecoveryCode => "password and recovery code",
            Proof.Passkey => "passkey",
            _ => "single sign-on",
        };
    }
}
