using System.Text;
using Assay.Catalog.Content;

namespace Assay.Evidence;

/// <summary>The evidence plan as CSV, for whoever keeps it elsewhere. What a spreadsheet would take for a formula is made text.</summary>
internal static class ExportPlan
{
    private static readonly string[] _heads = ["control", "record", "title", "owner", "frequency", "collected_by", "covered_to", "next_by", "status"];

    public static async Task<IResult> Run(HttpContext http, ReadEvidencePlan read, CancellationToken stop)
    {
        var plan = await read.RunAsync(http.Actor.Organization, stop);
        var csv = new StringBuilder().AppendJoin(',', _heads).Append("\r\n");

        foreach (var line in plan.Lines)
        {
            csv.AppendJoin(',', new[]
            {
                line.ControlId, line.TypeId, line.TypeTitle, line.Owner, line.Frequency.Word(), line.CollectedBy,
                line.Last == DateOnly.MaxValue ? "further notice" : $"{line.Last:yyyy-MM-dd}", $"{line.NextBy:yyyy-MM-dd}", line.Status(plan.Today),
            }.Select(Cell)).Append("\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"evidence-plan{(http.Frame is { IsSample: true } ? "-SAMPLE" : "")}-{plan.Today:yyyy-MM-dd}.csv");
    }

    private static string Cell(string text) => $"\"{FormulaGuard.Guard(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
