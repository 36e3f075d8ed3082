namespace Assay.Models;

/// <summary>Where the pages of models are, and what stands above them.</summary>
internal static class ModelLinks
{
    public static IReadOnlyList<(string Title, string Href)> Above { get; } = [("Models", "/models")];

    public static IReadOnlyList<(string Title, string Href)> Below(RegisteredModel model) => [.. Above, (model.Name, Of(model.Id))];

    public static IReadOnlyList<(string Title, string Href)> Below(RegisteredModel model, int version) => [.. Below(model), ($"Version {version}", Of(model.Id, version))];

    public static string Of(Guid model) => $"/models/{model:n}";

    public static string Of(Guid model, int version) => $"/models/{model:n}/versions/{version}";

    public static IReadOnlyList<(string Title, string Href)> Tabs { get; } =
        [("Registry", "/models"), ("Promotions and refusals", "/models/releases"), ("Gate rules", "/models/gate"), ("Components", "/models/components"), ("Experiments", "/models/experiments")];
}
