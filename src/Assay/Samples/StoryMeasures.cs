using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Drift;
using Assay.Fairness;

namespace Assay.Samples;

/// <summary>What the story measures, from made-up rows that go through the same doors as everybody's.</summary>
internal sealed class StoryMeasures(RunFairness fairness, RecordBaseline baseline, RunDrift drift)
{
    private static readonly (string Group, int Shown, int Of)[] _visitors = [("under 40", 1612, 5200), ("40 and over", 1189, 4100)];

    public async Task FairnessAsync(Actor actor, string model, CancellationToken stop)
    {
        foreach (var point in new[] { BiasPoint.TrainingData, BiasPoint.BeforeDeployment })
        {
            await WithAsync("shown.csv", Visitors(), async file => await fairness.RunAsync(actor, model, 1, new() { Point = point, Prediction = "shown", Group = "age group", Positive = "yes" }, file, stop) is RunFairness.Outcome.Measured
                ? true : throw new StartRefusedException("The story's fairness cannot be measured."));
        }
    }

    public Task<bool> BaselineAsync(Actor actor, string model, CancellationToken stop) =>
        WithAsync("accepted.csv", Clicks(3, 0), async file => await baseline.RunAsync(actor, model, 1, file, stop) is { } wrong ? throw new StartRefusedException($"The story's baseline is refused: {wrong}") : true);

    /// <summary>A week later visitors come more often than those that the model was accepted with.</summary>
    public Task<bool> DriftAsync(Actor actor, string model, CancellationToken stop) =>
        WithAsync("accepted.csv", Clicks(3, 0), before => WithAsync("this-week.csv", Clicks(5, 4), async now =>
            await drift.RunAsync(actor, model, 1, new(), before, now, stop) is RunDrift.Outcome.Measured ? true : throw new StartRefusedException("The story's drift cannot be measured.")));

    private static string Visitors()
    {
        var text = new StringBuilder("age group,shown\n");
        foreach (var (group, shown, of) in _visitors)
            for (var i = 0; i < of; i++) text.Append(group).Append(i < shown ? ",yes\n" : ",no\n");

        return text.ToString();
    }

    private static string Clicks(int seed, double more)
    {
        var random = new Random(seed);
        var text = new StringBuilder("visits,age,device\n");
        for (var i = 0; i < 3000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{4 + more + (6 * random.NextDouble()):0.00},{18 + random.Next(50)},{(random.Next(3) == 0 ? "desktop" : "phone")}\n");

        return text.ToString();
    }

    private static async Task<bool> WithAsync(string name, string table, Func<ReceivedForm.File, Task<bool>> use)
    {
        var folder = Directory.CreateTempSubdirectory("assay-story-");
        try
        {
            var path = Path.Join(folder.FullName, name);
            var bytes = Encoding.UTF8.GetBytes(table);
            await File.WriteAllBytesAsync(path, bytes);
            return await use(new(name, path, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
