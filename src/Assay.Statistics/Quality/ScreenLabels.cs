using System.Text;
using Assay.Statistics.Drift;
using Assay.Statistics.Tables;

namespace Assay.Statistics.Quality;

/// <summary>Reads the number columns and the labels of a file, and screens the labels.</summary>
public static class ScreenLabels
{
    public const int MostRows = 100_000;

    /// <exception cref="BadTableException">The file cannot be read, or it is too long to compare its rows with each other.</exception>
    public static LabelScreening Run(string path, string label)
    {
        var numbers = ColumnReading.KindsOf(path).Where(k => k.Value is ColumnKind.Number && k.Key != label).Select(k => k.Key).ToList();
        using var table = Table.Open(path);
        var column = table.Find(label);
        if (numbers.Count == 0) throw new BadTableException(path, 0, label, "the file has no column of numbers, by which its rows could be compared.");

        int[] columns = [.. numbers.Select(table.Find)];
        List<double[]> features = [];
        List<string> labels = [];

        while (table.Read())
        {
            if (features.Count == MostRows) throw table.Bad($"more than {MostRows} rows; screen a sample of them.");
            features.Add([.. columns.Select(c => table.TryNumber(c, out var number) ? number : 0)]);
            labels.Add(Encoding.UTF8.GetString(table.Field(column)));
        }

        return LabelScreen.Run(features, labels);
    }
}
