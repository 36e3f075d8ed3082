namespace Assay.Gaps;

/// <summary>Other frameworks by the names that people know.</summary>
internal static class FrameworkWords
{
    public static string Of(string framework) => framework switch
    {
        "iso27001" => "ISO/IEC 27001:2022",
        "iso42001" => "ISO/IEC 42001",
        "nist_ai_rmf" => "NIST AI RMF",
        "eu_ai_act" => "EU AI Act",
        "gdpr" => "GDPR",
        "mitre_atlas" => "MITRE ATLAS",
        "owasp_llm" => "OWASP LLM",
        var other => other,
    };
}
