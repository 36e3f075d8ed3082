using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Assay.Secrets;

/// <summary>Seals the secret part of a Data Protection key under the installation key.</summary>
internal sealed class SealKeyXml(InstallationKeys keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(KeyXml.Seal(plaintextElement, keys), typeof(OpenKeyXml));
}

/// <summary>Opens it again. Its name stands in the database, beside what it opens.</summary>
internal sealed class OpenKeyXml(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => KeyXml.Open(encryptedElement, services.GetRequiredService<InstallationKeys>());
}

/// <summary>How a sealed part is written, and how one comes to lie under another key.</summary>
internal static class KeyXml
{
    private static readonly XNamespace _framework = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName _box = _framework + "encryptedSecret";

    public static XElement Seal(XElement plain, InstallationKeys keys) => new("sealed",
        new XAttribute("key", keys.Current.Id),
        Convert.ToBase64String(keys.Current.Seal(Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting)))));

    public static XElement Open(XElement box, InstallationKeys keys) =>
        XElement.Parse(Encoding.UTF8.GetString(keys[Under(box)].Open(Convert.FromBase64String(box.Value))));

    /// <returns>The ids of the keys that are needed to open it; none where it lies open.</returns>
    public static IEnumerable<string> NeededBy(XElement element) => element.Descendants("sealed").Select(Under);

    public static bool IsUnder(XElement element, InstallationKey key) => !Plain(element).Any() && NeededBy(element).All(id => id == key.Id);

    /// <summary>Opens what is sealed and seals it under the current key, with what was never sealed.</summary>
    public static void Rewrap(XElement element, InstallationKeys keys)
    {
        foreach (var box in element.Descendants(_box).ToList()) box.ReplaceWith(Open(box.Elements().Single(), keys));

        foreach (var plain in Plain(element).ToList())
            plain.ReplaceWith(new XElement(_box, new XAttribute("decryptorType", typeof(OpenKeyXml).AssemblyQualifiedName!), Seal(plain, keys)));
    }

    private static IEnumerable<XElement> Plain(XElement element) => element.Descendants().Where(e => (bool?)e.Attribute(_framework + "requiresEncryption") is true);

    private static string Under(XElement box) => (string?)box.Attribute("key") ?? "";
}
