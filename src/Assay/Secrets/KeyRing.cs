using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Assay.Secrets;

/// <summary>Keeps the keys that seal cookies in the database, so that replicas read each other's and a restart signs nobody out.</summary>
internal sealed class KeyRing(DatabaseSources sources) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = sources.Identity.CreateCommand("select xml from data_protection_key order by name");
        using var rows = command.ExecuteReader();

        List<XElement> keys = [];
        while (rows.Read()) keys.Add(XElement.Parse(rows.GetString(0)));

        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = sources.Identity.CreateCommand("insert into data_protection_key (name, xml) values ($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName });
        command.Parameters.Add(new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
