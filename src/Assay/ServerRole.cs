namespace Assay;

/// <summary>What this process does. All of it by default; many machines may share the work by running fewer each.</summary>
[Flags]
public enum ServerRole
{
    None = 0,

    /// <summary>Pages and API.</summary>
    Web = 1,

    /// <summary>What happens by the clock.</summary>
    Jobs = 2,

    /// <summary>What machines send in bulk.</summary>
    Ingest = 4,

    All = Web | Jobs | Ingest,
}
