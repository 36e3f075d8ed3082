using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Catalog.Content;

public enum Category
{
    Security,
    Availability,
    Confidentiality,
    ProcessingIntegrity,
    Privacy,
}

/// <summary>How far a practice has come, as answered. The order is the scale.</summary>
public enum Level
{
    None,
    Informal,
    Documented,
    Operating,
}

/// <summary>The group by which a remediation task is weighed (rules §2, G).</summary>
public enum TaskGroup
{
    Access,
    Change,
    Logging,
    Policy,
    Other,
    Evidence,
}

/// <summary>When a control must be there (rules §2, T).</summary>
public enum Timing
{
    Later,
    Once,
    Window,
}

public enum Nature
{
    Preventive,
    Detective,
    Corrective,
}

public enum Mode
{
    Manual,
    Automated,
    Hybrid,
}

public enum Frequency
{
    Continuous,
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
    OnChange,
    OnEvent,
}

/// <summary>Whether the smallest covering set holds the control.</summary>
public enum SmallCompany
{
    Core,
    Optional,
}

/// <summary>Words of the catalog are written in snake_case.</summary>
public sealed class Snake<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

public static class Words
{
    extension(Category category)
    {
        /// <summary>As the AICPA names it.</summary>
        public string Title => category is Category.ProcessingIntegrity ? "Processing Integrity" : category.ToString();
    }

    /// <summary>How the catalog, the answers and every export write a word: <c>processing_integrity</c>.</summary>
    public static string Word<T>(this T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
