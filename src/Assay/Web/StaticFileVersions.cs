using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Assay.Web;

/// <summary>Addresses of style sheets and scripts that change with their content, so that browsers may keep them for a year.</summary>
public sealed class StaticFileVersions(IWebHostEnvironment host)
{
    private readonly ConcurrentDictionary<string, string> _addresses = new();

    public string Of(string path) => _addresses.GetOrAdd(path, Hash);

    private string Hash(string path)
    {
        using var content = host.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
        return $"/{path}?v={Convert.ToHexStringLower(SHA256.HashData(content))[..12]}";
    }
}
