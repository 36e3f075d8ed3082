namespace Assay.Mlflow;

/// <summary>Where MLflow lets an artifact lie: at an absolute address, without steps upwards that would lead out of it.</summary>
internal static class SourceText
{
    public static void Check(string source)
    {
        var path = source;
        while (Uri.UnescapeDataString(path) is var unescaped && unescaped != path) path = unescaped;

        if (path.Contains('\0', StringComparison.Ordinal) || path.Split('/', '\\').Contains(".."))
        {
            throw MlflowRefusal.Invalid($"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, "
                + "an absolute path must be provided without relative path references present. Please provide an absolute path.");
        }
    }
}
