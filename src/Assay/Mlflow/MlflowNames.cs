using System.Text.RegularExpressions;
using Assay.Models;

namespace Assay.Mlflow;

/// <summary>What MLflow lets a name be.</summary>
internal static partial class MlflowNames
{
    private const string _characters = "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";

    public static string CheckModel(string name) => name.Length <= RegisteredModel.LongestName
        ? name
        : throw MlflowRefusal.Invalid($"'name' exceeds the maximum length of {RegisteredModel.LongestName} characters");

    public static void CheckTag(string key, string value)
    {
        CheckKey(key);
        if (key.Length > 250) throw MlflowRefusal.Invalid("'key' exceeds the maximum length of 250 characters");
        if (value.Length > 5000) throw MlflowRefusal.Invalid("'value' exceeds the maximum length of 5000 characters");
    }

    public static string CheckKey(string key)
    {
        if (!Key().IsMatch(key)) throw MlflowRefusal.Invalid($"Invalid value \"{key}\" for parameter 'key' supplied: {_characters}");

        // A key may become a file's name elsewhere, so it may not lead to another place.
        if (key is "." || key.StartsWith('/') || key.Split('/').Any(p => p is "" or "." or ".."))
            throw MlflowRefusal.Invalid($"Invalid value \"{key}\" for parameter 'key' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such.");

        return key;
    }

    public static string CheckAlias(string alias)
    {
        if (!Alias().IsMatch(alias)) throw MlflowRefusal.Invalid($"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        if (alias.Length > 255) throw MlflowRefusal.Invalid("'Registered model alias name' exceeds the maximum length of 255 characters");
        if (VersionLike().IsMatch(alias)) throw MlflowRefusal.Invalid($"Version alias name '{alias}' is reserved.");
        return alias.Equals("latest", StringComparison.OrdinalIgnoreCase) ? throw MlflowRefusal.Invalid("'latest' alias name (case insensitive) is reserved.") : alias;
    }

    public static ModelStage Stage(string stage) => stage.ToUpperInvariant() switch
    {
        "NONE" => ModelStage.None,
        "STAGING" => ModelStage.Staging,
        "PRODUCTION" => ModelStage.Production,
        "ARCHIVED" => ModelStage.Archived,
        _ => throw MlflowRefusal.Invalid($"Invalid Model Version stage: {stage}. Value must be one of None, Staging, Production, Archived."),
    };

    [GeneratedRegex(@"\A[/\w.\- :]*\z", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[\w\-]*\z", RegexOptions.None, 1000)]
    private static partial Regex Alias();

    [GeneratedRegex(@"\A[vV]\d+\z", RegexOptions.None, 1000)]
    private static partial Regex VersionLike();
}
