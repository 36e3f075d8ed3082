using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.FileProviders;

namespace Assay.Web;

/// <summary>Icons drawn into the page itself, so that they take the colour of the text and cost no request.</summary>
public sealed class Icons(IWebHostEnvironment host)
{
    private readonly ConcurrentDictionary<string, MarkupString> _drawn = new();

    /// <exception cref="InvalidOperationException">FrontEnd.targets does not copy an icon of that name.</exception>
    public MarkupString this[string name] => _drawn.GetOrAdd(name, Draw);

    private MarkupString Draw(string name)
    {
        var file = host.WebRootFileProvider.GetFileInfo($"lib/icons/{name}.svg");

        if (!file.Exists) throw new InvalidOperationException($"There is no icon '{name}'; add its name to FrontEnd.targets.");

        using var reader = new StreamReader(file.CreateReadStream());
        var svg = reader.ReadToEnd();
        var shapes = svg[(svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1)..svg.IndexOf("</svg>", StringComparison.Ordinal)];

        return new($"""<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{shapes.Trim()}</svg>""");
    }
}
