using System.Globalization;

namespace Assay.Plan;

/// <summary>What the browser sends. Kept as typed, so that a refused form still shows it.</summary>
public sealed class PlanForm
{
    public string Programme { get; set; } = "";

    public string? WantedOn { get; set; }

    public string? StartsOn { get; set; }

    public string? ReadinessMonths { get; set; }

    public string? RemediationMonths { get; set; }

    public string? MlMonths { get; set; }

    public string? WindowMonths { get; set; }

    public string? FieldworkMonths { get; set; }

    public int Version { get; set; }

    internal static PlanForm Of(ProgrammeChoice choice) => new()
    {
        Programme = choice.Programme,
        WantedOn = $"{choice.WantedOn:yyyy-MM-dd}",
        StartsOn = choice.StartsOn is { } start ? $"{start:yyyy-MM-dd}" : null,
        ReadinessMonths = $"{choice.ReadinessMonths}",
        RemediationMonths = $"{choice.RemediationMonths}",
        MlMonths = $"{choice.MlMonths}",
        WindowMonths = $"{choice.WindowMonths}",
        FieldworkMonths = $"{choice.FieldworkMonths}",
        Version = choice.Version,
    };

    /// <returns>The request, or what cannot be read.</returns>
    internal (ChoosePlan.Request? Request, IReadOnlyList<FormError> Errors) Read()
    {
        List<FormError> errors = [];

        var request = new ChoosePlan.Request
        {
            Programme = Programme,
            WantedOn = Day(WantedOn, nameof(WantedOn), errors),
            StartsOn = Day(StartsOn, nameof(StartsOn), errors),
            ReadinessMonths = Months(ReadinessMonths, nameof(ReadinessMonths), errors),
            RemediationMonths = Months(RemediationMonths, nameof(RemediationMonths), errors),
            MlMonths = Months(MlMonths, nameof(MlMonths), errors),
            WindowMonths = Months(WindowMonths, nameof(WindowMonths), errors),
            FieldworkMonths = Months(FieldworkMonths, nameof(FieldworkMonths), errors),
            Version = Version,
        };

        return errors is [] ? (request, []) : (null, errors);
    }

    internal static DateOnly? Day(string? text, string field, List<FormError> errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;

        errors.Add(new($"Form.{field}", $"'{text}' is not a day that exists, written like 2026-03-31."));
        return null;
    }

    internal static int? Months(string? text, string field, List<FormError> errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var months)) return months;

        errors.Add(new($"Form.{field}", $"'{text}' is not a whole number."));
        return null;
    }
}
