namespace Experiments.Training.Programs.Mlflow;

/// <summary>A request that is refused, with MLflow's code for the reason.</summary>
internal sealed class MlflowException(int status, string code, string message) : Exception(message)
{
    /// <summary>The status code of HTTP.</summary>
    public int Status { get; } = status;

    /// <summary>MLflow's code, such as <c>INVALID_PARAMETER_VALUE</c>.</summary>
    public string Code { get; } = code;

    /// <summary>A request that is wrong in itself.</summary>
    public static MlflowException Invalid(string message) => new(400, "INVALID_PARAMETER_VALUE", message);

    /// <summary>A request for something that does not exist.</summary>
    public static MlflowException Missing(string message) => new(404, "RESOURCE_DOES_NOT_EXIST", message);
}
