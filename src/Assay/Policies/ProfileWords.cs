namespace Assay.Policies;

/// <summary>How the profile's form names each placeholder.</summary>
internal static class ProfileWords
{
    private static readonly Dictionary<string, (string Label, string Help)> _words = new()
    {
        ["product"] = ("Product", "The name that customers know."),
        ["security_lead"] = ("Security lead", "Who runs the security programme: a title reads better than a name, and outlives a change of staff."),
        ["privacy_lead"] = ("Privacy lead", "Who decides on personal data."),
        ["executive_sponsor"] = ("Executive sponsor", "Who answers for the programme and signs its parent policy."),
        ["ml_lead"] = ("ML lead", "Who answers for models, datasets and prompts."),
        ["engineering_lead"] = ("Engineering lead", "Who answers for code, infrastructure and the change process."),
        ["people_lead"] = ("People lead", "Who hires, and who hears of leavers first."),
        ["security_contact"] = ("Security contact", "Where anybody reports an event: an address that somebody reads."),
        ["regions"] = ("Regions", "Where customer data lies, as contracts say it."),
        ["providers"] = ("Infrastructure providers", ""),
        ["model_sources"] = ("Where models come from", ""),
        ["data_classes"] = ("Classes of customer data", ""),
    };

    public static string Label(string name) => _words.TryGetValue(name, out var words) ? words.Label : name.Replace('_', ' ');

    public static string Help(string name) => _words.GetValueOrDefault(name).Help ?? "";
}
