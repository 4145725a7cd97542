using Experiments.Changes.Access;
using Experiments.Web.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Experiments.Web;

/// <summary>The description of the API.</summary>
internal static class ApiDocument
{
    private const string Token = "token";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Experiments",
                Version = "v1",
                Description = "Sweeps, their trials and curves, and the nodes that train them. Errors are answers of "
                    + "the type application/problem+json, whose 'detail' says what is wrong. Answers have an entity "
                    + "tag: send it as If-None-Match to get 304 if nothing has changed.",
            };
            // The address differs from node to node.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Token] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The token of a person, which 'experiments token create' prints once, or that of "
                        + "the database, which 'experiments token' prints.",
                },
            };
            document.Security =
                [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var access = context.Description.ActionDescriptor.EndpointMetadata.OfType<RouteAccess>().Single();
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions["x-access"] = new JsonNodeExtension(access.Changes ? "change" : "read");
            operation.Extensions["x-role"] = new JsonNodeExtension(access.Least.ToWord());
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Their JSON is written by converters, which say nothing about it.
            if (context.JsonTypeInfo.Type == typeof(Assignment))
            {
                schema.Type = JsonSchemaType.Object;
                schema.AdditionalProperties = Value();
            }
            else if (context.JsonTypeInfo.Type == typeof(ParameterValue)) schema.AnyOf = Value().AnyOf;
            // A number, or the name of one that is not finite.
            else if (context.JsonTypeInfo.Type == typeof(double)) schema.Type = null;
            else if (context.JsonTypeInfo.Type == typeof(double?))
            {
                schema.Type = null;
                schema.AnyOf?.Add(new OpenApiSchema { Type = JsonSchemaType.Null });
            }

            return Task.CompletedTask;
        });
    }

    private static OpenApiSchema Value() => new()
    {
        AnyOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String },
            new OpenApiSchema { Type = JsonSchemaType.Number },
            new OpenApiSchema { Type = JsonSchemaType.Boolean },
        ],
    };
}
