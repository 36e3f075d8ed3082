using Assay.Catalog.Content;

namespace Assay.Calendar;

internal static class FrequencyWords
{
    public static string Of(Frequency frequency) => frequency switch
    {
        Frequency.HalfYearly => "Half-yearly",
        Frequency.OnChange => "On each change",
        Frequency.OnEvent => "On each event",
        _ => frequency.ToString(),
    };
}
