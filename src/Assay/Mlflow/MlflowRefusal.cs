namespace Assay.Mlflow;

/// <summary>An answer of MLflow's that says no. Thrown where a request is read, caught where all are answered.</summary>
internal sealed class MlflowRefusal(string code, int status, string message) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    public static MlflowRefusal Invalid(string message) => new("INVALID_PARAMETER_VALUE", StatusCodes.Status400BadRequest, message);

    public static MlflowRefusal Missing(string message) => new("RESOURCE_DOES_NOT_EXIST", StatusCodes.Status404NotFound, message);

    public static MlflowRefusal Exists(string message) => new("RESOURCE_ALREADY_EXISTS", StatusCodes.Status400BadRequest, message);

    public static MlflowRefusal Denied(string message) => new("PERMISSION_DENIED", StatusCodes.Status403Forbidden, message);

    public static MlflowRefusal State(string message) => new("INVALID_STATE", StatusCodes.Status400BadRequest, message);

    public static MlflowRefusal NoModel(string name) => Missing($"Registered Model with name={name} not found");

    public static MlflowRefusal NoVersion(string name, int version) => Missing($"Model Version (name={name}, version={version}) not found");
}
