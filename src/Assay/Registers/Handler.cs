namespace Assay.Registers;

internal static class Handler
{
    /// <summary>A handler of an open type, out of sight of the validation generator, which would write the type's parameter into plain code.</summary>
    /// <remarks>Nothing is lost: a register's own columns say what is valid.</remarks>
    public static Delegate Of(Delegate handler) => handler;
}
